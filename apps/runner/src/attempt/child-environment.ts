import { availableParallelism } from 'node:os';
import { passesToNextflow } from '@reprise/pipelines';

const PASSED_ON = ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'JAVA_HOME', 'JAVA_CMD'];

/** Variables that pass JVM options to Nextflow. Its launcher and Java read them. */
const OPTION_VARIABLES = ['NXF_OPTS', 'NXF_JVM_ARGS', 'JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'];

/** With this number of processors or fewer, the threads of a parallel collector delay startup. */
const FEW_PROCESSORS = 4;

/**
 * Environment of Nextflow and its tasks. It is built from an allow-list, so that none of our secrets reach a pipeline.
 * The list contains settings of Nextflow that do not affect how Reprise observes and controls it, and settings of
 * engines and clusters. The locale uses UTF-8, because otherwise Nextflow 24.10 on Java 17 rejects scripts with
 * non-ASCII letters and corrupts tags. On a machine with few processors, the JVM uses the serial collector unless JVM
 * options are set, because those may name a collector, and Java rejects two.
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
    // By default, the launcher looks for a newer release each time it starts, but the version is chosen here.
    NXF_DISABLE_CHECK_LATEST: 'true',
    ...(pluginsDir !== undefined && { NXF_PLUGINS_DIR: pluginsDir }),
    ...environment,
    ...(offline && { NXF_OFFLINE: 'true' }),
    ...(/utf-?8$/i.test(locale) ? {} : { LC_ALL: 'C.UTF-8' }),
  };
}
