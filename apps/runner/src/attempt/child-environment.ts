import { availableParallelism } from 'node:os';
import { passesToNextflow } from '@reprise/pipelines';

const PASSED_ON = ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'JAVA_HOME', 'JAVA_CMD'];

/** Variables with which the JVM of Nextflow is given options, by its launcher and by Java. */
const OPTION_VARIABLES = ['NXF_OPTS', 'NXF_JVM_ARGS', 'JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'];

/** With so few processors, the threads of another collector delay a start. */
const FEW_PROCESSORS = 4;

/**
 * Environment of Nextflow and its tasks: an allow-list, so that no secret of ours reaches a pipeline. Settings of
 * Nextflow that leave Reprise its sight and its hold pass, and those of engines and clusters. The locale has UTF-8: under another, Nextflow 24.10
 * on Java 17 refuses a script with a letter beyond ASCII, and spoils tags. On a machine with few processors the JVM gets
 * the serial collector, unless options are given: they may name a collector, and Java refuses two.
 */
export function childEnvironment(
  own: NodeJS.ProcessEnv,
  {
    offline = false,
    pluginsDir,
    processors = availableParallelism(),
  }: { offline?: boolean; pluginsDir?: string | undefined; processors?: number } = {},
): Record<string, string> {
  const environment = Object.fromEntries(
    Object.entries(own).flatMap(([name, value]) =>
      value !== undefined && (PASSED_ON.includes(name) || passesToNextflow(name)) ? [[name, value]] : [],
    ),
  );
  const locale = environment['LC_ALL'] || environment['LANG'] || '';
  const isFree = OPTION_VARIABLES.every((name) => own[name] === undefined);
  return {
    ...(isFree && processors <= FEW_PROCESSORS && { NXF_OPTS: '-XX:+UseSerialGC' }),
    // At each start the launcher of a release looks for a newer one; which one runs is chosen.
    NXF_DISABLE_CHECK_LATEST: 'true',
    ...(pluginsDir !== undefined && { NXF_PLUGINS_DIR: pluginsDir }),
    ...environment,
    ...(offline && { NXF_OFFLINE: 'true' }),
    ...(/utf-?8$/i.test(locale) ? {} : { LC_ALL: 'C.UTF-8' }),
  };
}
