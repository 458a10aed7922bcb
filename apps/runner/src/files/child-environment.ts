const PASSED_ON = ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'JAVA_HOME', 'JAVA_CMD'];

/**
 * The environment of Nextflow and its tasks: an allow-list, so that no secret of ours reaches a pipeline.
 * Nextflow's own settings (`NXF_*`) pass, for it runs offline unless told otherwise.
 */
export function childEnvironment(own: NodeJS.ProcessEnv): Record<string, string> {
  const passed = Object.entries(own).filter(([name]) => PASSED_ON.includes(name) || name.startsWith('NXF_'));
  return { NXF_OFFLINE: 'true', ...Object.fromEntries(passed.map(([name, value]) => [name, value ?? ''])) };
}
