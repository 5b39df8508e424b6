-- What has come of a project so far, at a glance. `security_invoker`: the reader's own rights and policies hold.

create view public.project_summary with (security_invoker = true) as
select
  projects.id,
  projects.status,
  projects.created_at,
  projects.total_processing_time,
  (select count(*) from public.multiview_generation as made where made.project_id = projects.id) as num_views_generated,
  (select count(*) from public.depth_maps as made where made.project_id = projects.id) as num_depth_maps,
  (select count(*) from public.gaussian_splat_models as made where made.project_id = projects.id) as num_model_versions,
  (select count(*) from public.enhancement_iterations as made where made.project_id = projects.id)
    as num_refinement_iterations,
  (select max(made.overall_quality) from public.enhancement_iterations as made where made.project_id = projects.id)
    as best_quality_score,
  projects.name,
  projects.updated_at,
  projects.deleted_at
from public.projects;

create view public.refinement_progress with (security_invoker = true) as
select
  iterations.project_id,
  iterations.iteration_number,
  iterations.overall_quality,
  iterations.psnr,
  iterations.ssim,
  iterations.converged,
  iterations.processing_time,
  (select count(*) from public.enhanced_views as made where made.iteration_id = iterations.id) as num_views_enhanced
from public.enhancement_iterations as iterations;

revoke all on table public.project_summary, public.refinement_progress from public, anon, authenticated, service_role;
grant select on table public.project_summary, public.refinement_progress to authenticated, service_role;
