import type { Diagnosis } from './diagnosis.ts';

interface Remedy {
  readonly sign: RegExp;
  /** `found`: the groups of `sign`. */
  readonly diagnose: (...found: string[]) => Diagnosis;
}

const NOT_STARTED = 'did not start';

/**
 * Failures whose own messages do not say what to do, with the messages of the shell, Docker and Nextflow 22.10 to
 * 26.04.
 */
const REMEDIES: readonly Remedy[] = [
  {
    // Nextflow uses these programs before a task's own script runs. Errors of that script are reported under
    // `.command.sh`.
    sign: /^\s*(?:\/\S*\/)?(?:bash|\.command\.run): line \d+: (docker|podman|singularity|apptainer|conda|mamba): command not found|^env: ‘(apptainer|singularity)’: No such file or directory$/,
    diagnose: (...tools) => ({
      what: NOT_STARTED,
      why: `${tools.find(Boolean) ?? ''} is not installed on the runner's machine, or not in its PATH`,
      advice: 'Install it there',
      then: 'resume; or submit again with a profile that does not use it',
    }),
  },
  {
    sign: /Cannot connect to the Docker daemon(?: at (\S+?)\.? )?/,
    diagnose: (socket) => ({
      what: NOT_STARTED,
      why: `Docker cannot be reached${socket ? ` at ${socket}` : ''}`,
      advice: "Start Docker on the runner's machine",
    }),
  },
  {
    sign: /permission denied while trying to connect to the Docker/,
    diagnose: () => ({
      what: NOT_STARTED,
      why: 'the user that runs Nextflow may not use Docker',
      advice: 'Add it to the group docker',
    }),
  },
  {
    sign: /Plugin with id (\S+) not found in any repository/,
    diagnose: (plugin) => ({
      what: `The plugin ${plugin} is missing, and Nextflow could not fetch it`,
      isWhole: true,
      advice: `Connect this machine to the internet, or put the plugin as the folder ${plugin}-<version> into the folder named by REPRISE_PLUGINS_DIR`,
      then: 'rerun',
    }),
  },
  {
    sign: /Install is not supported on dev mode - Missing plugin (\S+) (\S+)/,
    diagnose: (plugin, version) => ({
      what: `The plugin ${plugin}@${version} is missing, and this Nextflow fetches none (NXF_PLUGINS_MODE=dev)`,
      isWhole: true,
      advice: `Put the plugin as the folder ${plugin}-${version} into the folder named by REPRISE_PLUGINS_DIR`,
      then: 'rerun',
    }),
  },
  {
    sign: /Cannot find version for (\S+) plugin -- plugin versions MUST be specified/,
    diagnose: (plugin) => ({
      what: `The pipeline uses the plugin ${plugin} without its version, which Nextflow needs offline`,
      isWhole: true,
      advice: `Name it in nextflow.config, such as plugins { id '${plugin}@1.0.0' }`,
      then: 'rerun',
    }),
  },
  {
    // Nextflow 24.10 compares the name with the names of all workflows; the unnamed one has none.
    sign: /^Strings must not be null$/,
    diagnose: () => ({
      what: 'Nextflow could not run the pipeline: Strings must not be null. It says so where the script has no workflow of the name that the job gives as entry',
      isWhole: true,
      advice: 'Check the entry',
      then: 'submit again',
      short: 'Strings must not be null',
    }),
  },
  {
    sign: /^The `-entry` option is not supported with the strict (?:parser|syntax)/,
    diagnose: () => ({
      what: 'Nextflow could not run the pipeline: its strict parser, the default since 26.04, takes no entry workflow',
      isWhole: true,
      advice: 'Leave the entry out, or choose the syntax parser v1 under Advanced',
      then: 'submit again',
      short: 'the strict parser of Nextflow takes no entry workflow',
    }),
  },
  {
    // The older parser treats `n: Integer = 3` as an assignment to the class.
    sign: /^- cause: (you tried to assign a value to the class '.+')/,
    diagnose: (cause) => ({
      what: `Nextflow could not run the pipeline: ${cause}. Its parser v1, the default before 26.04, says so of the types of a params block`,
      isWhole: true,
      advice: 'Choose the syntax parser v2 under Advanced',
      then: 'submit again',
      short: cause,
    }),
  },
  {
    sign: /^Index file record must be a list, map, or file: (.+) \[\w+\]$/,
    diagnose: (value) => ({
      what: `Nextflow could not run the pipeline: its output block publishes ${value}, and before 26.01 an output is a file, a list or a map`,
      isWhole: true,
      advice: 'Publish it within a list, or choose Nextflow 26.04 or later under Advanced',
      then: 'submit again',
      short: `the output block publishes ${value}, which is not a file, list or map`,
    }),
  },
];

/** Returns the diagnosis of a failure with a known message; else null. */
export function remedyFor(said: readonly string[]): Diagnosis | null {
  for (const { sign, diagnose } of REMEDIES) {
    const found = said.map((line) => sign.exec(line)).find((match) => match !== null);
    if (found) return diagnose(...found.slice(1));
  }
  return null;
}
