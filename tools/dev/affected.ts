/** The folders whose files end up in a running service. */
export const watched = ['libs', 'pipelines', 'apps/gateway/src', 'apps/runner/src'] as const;

export type ServiceToRestart = 'gateway' | 'runner';

/** Which services a changed file is part of. @param path relative to the checkout; tests and data of pipelines are part of none */
export function affectedBy(path: string): readonly ServiceToRestart[] {
  if (/\.(spec|fixture|suite)\.ts$|\/(testing|demo|node_modules)\/|(^|\/)\.|~$/.test(path)) return [];
  if (path.startsWith('apps/gateway/')) return ['gateway'];
  if (path.startsWith('apps/runner/')) return ['runner'];
  // Pipelines are read once at the start.
  return /^(libs|pipelines)\//.test(path) ? ['gateway', 'runner'] : [];
}
