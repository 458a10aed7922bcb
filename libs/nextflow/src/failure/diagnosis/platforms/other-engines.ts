import type { Diagnosis } from '../diagnosis.ts';
import type { TaskFailure } from '../task-failure.ts';

const LABELS = { apptainer: 'Apptainer', singularity: 'Singularity' } as const;
/** Exit codes of `podman run` itself. They are the same as Docker's. Source: podman-run(1) */
const OWN_CODES = [125, 126, 127];

const PULLING = /^Trying to pull (\S+?)\.*$/;
const PULLED = /^Writing manifest to image destination/;
const NO_SOURCE = /^initializing source docker:\/\/\S+: /;
const NO_REGISTRY = /^short-name "(.+)" did not resolve to an alias and (.+)$/;
const NO_SERVICE = /^unable to connect to Podman socket: .*dial unix (\S+): /;
const NO_SHELL = /exec: "?(\/\S+?)"?: (?:stat \S+: )?(no such file or directory|permission denied)/;
/** Podman's pause process of another namespace. Source: `SetupRootless` in Podman's `pkg/domain/infra/abi` */
const NOT_JOINED = /level=error msg="invalid internal status, try resetting the pause process/;
const NOT_JOINED_BY_PODMAN: Diagnosis = {
  what: 'did not start: Podman could not join the user namespace of its other containers, which are those of another job or of another program',
  advice:
    'If Reprise runs as an ordinary user, set REPRISE_TASK_ISOLATION=off or start it as root; else run `podman system migrate` as the user of the tasks',
  short: 'Podman could not join the user namespace of its other containers',
};
const CHECK_OPTIONS = "Check the container and its options in the pipeline's configuration";

/** Diagnoses a container that Podman, Apptainer or Singularity could not start. */
export function notStartedByEngine({ engine, exitCode, lines, causedBy }: TaskFailure): Diagnosis | null {
  if (causedBy !== null && /^Failed to pull singularity image/.test(causedBy)) return notPulled(causedBy);
  if (engine === null || exitCode === null) return null;
  return byPodman(engine, exitCode, lines) ?? byApptainer(engine, exitCode, lines);
}

type Engine = NonNullable<TaskFailure['engine']>;

function byPodman(engine: Engine, exitCode: number, lines: readonly string[]): Diagnosis | null {
  if (engine !== 'podman') return null;
  if (lines.some((line) => NOT_JOINED.test(line))) return NOT_JOINED_BY_PODMAN;
  if (!OWN_CODES.includes(exitCode)) return null;
  const said = lines.map((line) => /^Error: (.+)$/.exec(line)?.[1]).findLast(Boolean);
  if (said === undefined) return null;
  const socket = NO_SERVICE.exec(said)?.[1];
  if (socket !== undefined) {
    const what = `Podman cannot be reached at ${socket}`;
    return { what: `did not start: ${what}`, advice: 'Start its service, or unset CONTAINER_HOST', short: what };
  }
  const [, named, reason] = NO_REGISTRY.exec(said) ?? [];
  if (named !== undefined && reason !== undefined)
    return {
      what: `did not start: the image ${named} is not on its machine, and its name has no registry`,
      why: reason,
      advice: 'Name the image with its registry, or get it with `podman load`',
      short: `the image ${named} has no registry in its name`,
    };
  const pulling = lines.map((line) => PULLING.exec(line)?.[1]).find(Boolean);
  if (pulling !== undefined && !lines.some((line) => PULLED.test(line)))
    return notFetched(pulling, 'Podman', said.replace(NO_SOURCE, ''), '`podman load`');
  const [, program, problem] = NO_SHELL.exec(said) ?? [];
  if (program !== undefined)
    return {
      what: `did not start: ${program} of its container image cannot be run (exit code ${exitCode})`,
      why: problem,
      advice: 'Use an image with bash, which runs every script of Nextflow',
      short: `${program} of its container image cannot be run`,
    };
  const isOfTask = exitCode !== 125 && !/\b(?:runc|crun|OCI)\b/.test(said);
  return isOfTask ? null : refused('Podman', exitCode, said);
}

function byApptainer(engine: Engine, exitCode: number, lines: readonly string[]): Diagnosis | null {
  if ((engine !== 'apptainer' && engine !== 'singularity') || exitCode !== 255) return null;
  const said = lines.map((line) => /^FATAL: +(.+)$/.exec(line)?.[1]).find(Boolean);
  if (said === undefined) return null;
  const [, image, why] = /could not open image (\S+): (?:failed to retrieve path for \S+: )?(.+)$/.exec(said) ?? [];
  if (image === undefined) return refused(LABELS[engine], exitCode, said);
  return {
    what: `did not start: ${LABELS[engine]} cannot open its image ${image}`,
    why,
    advice: 'Check its path, and that tasks may read it',
    short: `${LABELS[engine]} cannot open the image ${image}`,
  };
}

/** Image pull by Nextflow itself, before the task. Its messages say Singularity even for Apptainer. */
function notPulled(causedBy: string): Diagnosis {
  const [, tool, image = ''] = /^\s*command: (\w+) pull .* (?:docker:\/\/)?(\S+) > /m.exec(causedBy) ?? [];
  const label = tool === 'apptainer' ? 'Apptainer' : 'Singularity';
  const said = /^\s*FATAL: +(.+)$/m.exec(causedBy)?.[1];
  const why = said?.replace(/^.*?docker:\/\/\S+: /, '');
  return notFetched(image, label, why, `\`${label.toLowerCase()} pull\` into NXF_${label.toUpperCase()}_CACHEDIR`);
}

const notFetched = (image: string, label: string, why: string | undefined, load: string): Diagnosis => ({
  what: `did not start: the image ${image} is not on its machine, and ${label} could not fetch it`,
  ...(why !== undefined && { why }),
  advice: `Check its name and the connection to the registry, or get it with ${load}`,
  short: `the image ${image} could not be fetched`,
});

const refused = (label: string, exitCode: number, why: string): Diagnosis => ({
  what: `did not start: ${label} refused its container (exit code ${exitCode})`,
  why,
  advice: CHECK_OPTIONS,
});
