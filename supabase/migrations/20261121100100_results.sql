-- What a project has made so far: seven tables that hang on it and go with it.
--
-- Every row names its owner, and the foreign keys hold project and owner at once: no row hangs on another owner's project.
-- `..._url` is a bucket and a path in it. `content_hash` is the SHA-256 of the object the row is about. Ranges of measured numbers
-- leave a thousandth for rounding: a cosine of 1.0000001 is no reason to refuse a row.

create table public.multiview_generation (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null,
  view_index integer not null check (view_index between 0 and 15),
  elevation double precision check (elevation between -90 and 90),
  azimuth double precision check (azimuth between -360 and 360),
  image_url text not null,
  generated_at timestamptz not null default now(),
  owner_id uuid not null default auth.uid(),
  content_hash text check (content_hash ~ '^[0-9a-f]{64}$'),
  unique (project_id, view_index),
  foreign key (project_id, owner_id) references public.projects (id, owner_id) on delete cascade
);

create table public.depth_maps (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null,
  view_index integer not null check (view_index between 0 and 15),
  depth_map_url text not null,
  depth_heatmap_url text,
  min_depth double precision,
  max_depth double precision,
  mean_depth double precision,
  confidence_score double precision check (confidence_score between 0 and 1.001),
  created_at timestamptz not null default now(),
  owner_id uuid not null default auth.uid(),
  content_hash text check (content_hash ~ '^[0-9a-f]{64}$'),
  unique (project_id, view_index),
  check (min_depth <= max_depth),
  foreign key (project_id, owner_id) references public.projects (id, owner_id) on delete cascade
);

create table public.gaussian_splat_models (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null,
  version integer not null default 0 check (version >= 0),
  model_file_url text not null,
  num_splats integer check (num_splats >= 0),
  file_size_mb double precision check (file_size_mb >= 0),
  created_at timestamptz not null default now(),
  is_final boolean not null default false,
  owner_id uuid not null default auth.uid(),
  content_hash text check (content_hash ~ '^[0-9a-f]{64}$'),
  unique (project_id, version),
  foreign key (project_id, owner_id) references public.projects (id, owner_id) on delete cascade
);

create table public.enhancement_iterations (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null,
  iteration_number integer not null check (iteration_number >= 0),
  learning_rate double precision check (learning_rate >= 0),
  views_processed integer not null default 0 check (views_processed >= 0),
  avg_depth_consistency double precision check (avg_depth_consistency between 0 and 1.001),
  avg_feature_similarity double precision check (avg_feature_similarity between -1.001 and 1.001),
  psnr double precision,
  ssim double precision check (ssim between -1.001 and 1.001),
  lpips double precision check (lpips >= 0),
  overall_quality double precision,
  converged boolean not null default false,
  processing_time double precision check (processing_time >= 0),
  created_at timestamptz not null default now(),
  owner_id uuid not null default auth.uid(),
  unique (project_id, iteration_number),
  unique (id, owner_id),
  foreign key (project_id, owner_id) references public.projects (id, owner_id) on delete cascade
);

create table public.enhanced_views (
  id uuid primary key default gen_random_uuid(),
  iteration_id uuid not null,
  view_index integer not null check (view_index between 0 and 15),
  rendered_image_url text,
  enhanced_image_url text not null,
  prompt_used text,
  negative_prompt text,
  controlnet_scale double precision,
  guidance_scale double precision,
  num_inference_steps integer check (num_inference_steps >= 0),
  created_at timestamptz not null default now(),
  owner_id uuid not null default auth.uid(),
  content_hash text check (content_hash ~ '^[0-9a-f]{64}$'),
  unique (iteration_id, view_index),
  foreign key (iteration_id, owner_id) references public.enhancement_iterations (id, owner_id) on delete cascade
);

-- `view_index` null: of the whole iteration.
create table public.refinement_metrics (
  id uuid primary key default gen_random_uuid(),
  iteration_id uuid not null,
  metric_name text not null check (char_length(metric_name) between 1 and 100),
  metric_value double precision not null,
  improvement_over_baseline double precision,
  view_index integer check (view_index between 0 and 15),
  created_at timestamptz not null default now(),
  owner_id uuid not null default auth.uid(),
  unique nulls not distinct (iteration_id, metric_name, view_index),
  foreign key (iteration_id, owner_id) references public.enhancement_iterations (id, owner_id) on delete cascade
);

create table public.export_history (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null,
  format text not null check (format in ('glb', 'obj', 'usdz', 'ply', 'spz', 'splat')),
  file_url text not null,
  file_size_mb double precision check (file_size_mb >= 0),
  optimization_level text check (optimization_level in ('none', 'medium', 'high')),
  exported_at timestamptz not null default now(),
  owner_id uuid not null default auth.uid(),
  content_hash text check (content_hash ~ '^[0-9a-f]{64}$'),
  foreign key (project_id, owner_id) references public.projects (id, owner_id) on delete cascade
);

-- Foreign keys and what the policies compare. The unique keys above begin with the parent's id but stop short of the owner.
create index multiview_generation_parent_idx on public.multiview_generation (project_id, owner_id);
create index depth_maps_parent_idx on public.depth_maps (project_id, owner_id);
create index gaussian_splat_models_parent_idx on public.gaussian_splat_models (project_id, owner_id);
create index enhancement_iterations_parent_idx on public.enhancement_iterations (project_id, owner_id);
create index enhanced_views_parent_idx on public.enhanced_views (iteration_id, owner_id);
create index refinement_metrics_parent_idx on public.refinement_metrics (iteration_id, owner_id);
create index export_history_parent_idx on public.export_history (project_id, owner_id);
create index multiview_generation_owner_id_idx on public.multiview_generation (owner_id);
create index depth_maps_owner_id_idx on public.depth_maps (owner_id);
create index gaussian_splat_models_owner_id_idx on public.gaussian_splat_models (owner_id);
create index enhancement_iterations_owner_id_idx on public.enhancement_iterations (owner_id);
create index enhanced_views_owner_id_idx on public.enhanced_views (owner_id);
create index refinement_metrics_owner_id_idx on public.refinement_metrics (owner_id);
create index refinement_metrics_metric_name_idx on public.refinement_metrics (metric_name);
create index export_history_owner_id_idx on public.export_history (owner_id);
