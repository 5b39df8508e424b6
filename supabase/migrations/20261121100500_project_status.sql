-- How far a project is, as the first Glimpse3D answered `GET /api/v1/status/{project}`. src-shared/project-status.ts says the same
-- of a project on this machine.

-- Percent. Within a step: the share its machine reports, else what it has made of the sixteen views, sixteen depth maps or five
-- versions that are usual. -1: failed.
create function public.progress_percent(status text, step_progress double precision, views bigint, depth_maps bigint,
  models bigint) returns integer
  language sql immutable security invoker set search_path = '' as $$
  select case status
    when 'uploading' then 5
    when 'preprocessing' then 10
    when 'multiview_generating' then 10 + floor(30 * coalesce(step_progress, least(1, views / 16.0::double precision)))
    when 'depth_estimating' then 40 + floor(20 * coalesce(step_progress, least(1, depth_maps / 16.0::double precision)))
    when 'reconstructing' then 60 + floor(10 * coalesce(step_progress, 0.5))
    when 'enhancing' then 70 + floor(25 * coalesce(step_progress, least(1, models / 5.0::double precision)))
    when 'refining' then 70 + floor(25 * coalesce(step_progress, least(1, models / 5.0::double precision)))
    when 'completed' then 100
    when 'failed' then -1
  end::integer;
$$;

-- Null where the caller has no such project, which is also the answer for one in the trash.
create function public.project_status(project uuid) returns jsonb
  language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'project_id', projects.id,
    'status', projects.status,
    'progress', percent,
    'current_step', projects.current_step,
    'error_message', projects.error_message,
    'project', jsonb_build_object(
      'id', projects.id,
      'status', projects.status,
      'current_step', projects.current_step,
      'error_message', projects.error_message,
      'original_image_url', projects.original_image_url,
      'processed_image_url', projects.processed_image_url,
      'final_model_url', projects.final_model_url,
      'total_processing_time', projects.total_processing_time,
      'created_at', projects.created_at),
    'pipeline_progress', jsonb_build_object(
      'multiview_images', jsonb_build_object('completed', summary.num_views_generated, 'total', 16),
      'depth_maps', jsonb_build_object('completed', summary.num_depth_maps, 'total', 16),
      'model_versions', summary.num_model_versions,
      'refinement_iterations', summary.num_refinement_iterations),
    'models', (
      select coalesce(jsonb_agg(jsonb_build_object('version', version, 'model_file_url', model_file_url,
        'num_splats', num_splats, 'is_final', is_final) order by version), '[]')
      from public.gaussian_splat_models where project_id = projects.id),
    'iterations', (
      select coalesce(jsonb_agg(jsonb_build_object('iteration_number', iteration_number, 'overall_quality', overall_quality,
        'psnr', psnr, 'ssim', ssim, 'converged', converged) order by iteration_number), '[]')
      from public.enhancement_iterations where project_id = projects.id),
    'progress_percentage', percent)
  from public.projects
  join public.project_summary as summary using (id),
  lateral public.progress_percent(projects.status, projects.step_progress, summary.num_views_generated,
    summary.num_depth_maps, summary.num_model_versions) as percent
  where projects.id = project_status.project and projects.deleted_at is null;
$$;

revoke all on function public.progress_percent(text, double precision, bigint, bigint, bigint), public.project_status(uuid)
  from public, anon, authenticated, service_role;
grant execute on function public.progress_percent(text, double precision, bigint, bigint, bigint), public.project_status(uuid)
  to authenticated, service_role;
