const PASSED_ON = ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'JAVA_HOME', 'JAVA_CMD'];

/**
 * Environment of Nextflow and its tasks: an allow-list, so that no secret of ours reaches a pipeline. Nextflow's own
 * settings (`NXF_*`) pass. The locale has UTF-8: under another, Nextflow 24.10
 * on Java 17 refuses a script with a letter beyond ASCII, and spoils tags.
 */
export function childEnvironment(
  own: NodeJS.ProcessEnv,
  { offline = false, pluginsDir }: { offline?: boolean; pluginsDir?: string | undefined } = {},
): Record<string, string> {
  const passed = Object.entries(own).filter(([name]) => PASSED_ON.includes(name) || name.startsWith('NXF_'));
  const environment = Object.fromEntries(passed.map(([name, value]) => [name, value ?? '']));
  const locale = environment['LC_ALL'] || environment['LANG'] || '';
  return {
    ...(pluginsDir !== undefined && { NXF_PLUGINS_DIR: pluginsDir }),
    ...environment,
    ...(offline && { NXF_OFFLINE: 'true' }),
    ...(/utf-?8$/i.test(locale) ? {} : { LC_ALL: 'C.UTF-8' }),
  };
}
