import type { Wrapper } from '../containers/read-wrapper.ts';
import { writtenAt } from '../records/task-dir.ts';

/** Query for the events of containers in a period (ISO 8601). */
export interface EventQuery {
  readonly tool: 'docker' | 'podman';
  readonly bySudo: boolean;
  readonly since: string;
  readonly until: string;
}

/** Returns events of containers as their engine prints them, a JSON object on each line; empty if it does not answer. */
export type ContainerEvents = (query: EventQuery) => Promise<string>;

/** Why an engine ended a container: it ran out of memory, or was ended by a command such as `docker kill`. */
export type ContainerEnd = 'memory' | 'command';

/** Exit codes of KILL and TERM, with the number of the signal. */
const SIGNALS: Readonly<Record<number, string>> = { 137: '9', 143: '15' };
/** Most time between the end of a container and the end of its wrapper. */
const WRAPPER_MS = 5_000;
/** Docker sends TERM to a container that it stops, and KILL after ten seconds. */
const QUERIED_MS = 20_000;
/** Clocks of a file server and of the engine's machine may differ. */
const CLOCKS_MS = 1_000;
/** Name that Nextflow's wrapper gives to its container. It contains random characters and is recorded nowhere. */
const OF_NEXTFLOW = /^nxf-/;

/**
 * Returns why the container of a task ended, from the events of its engine. A container that was removed is found only
 * by its image, exit code and time: null unless all containers that match have the same cause, and if there is none.
 */
export async function containerEnd(
  { exitCode, wrapper, taskDir }: { exitCode: number | null; wrapper: Wrapper; taskDir: string },
  events: ContainerEvents,
): Promise<ContainerEnd | null> {
  const { tool, bySudo, image, scheduler } = wrapper;
  const signal = SIGNALS[exitCode ?? 0];
  if (signal === undefined || scheduler !== null || image === null || (tool !== 'docker' && tool !== 'podman'))
    return null;
  const written = await writtenAt(taskDir, '.exitcode');
  if (written === null) return null;
  const at = Date.parse(written);
  const begun = Date.parse((await writtenAt(taskDir, '.command.begin')) ?? new Date(0).toISOString());
  const iso = (time: number) => new Date(time).toISOString();
  const printed = await events({ tool, bySudo, since: iso(at - QUERIED_MS), until: iso(at + CLOCKS_MS) });
  const read = printed.split('\n').flatMap(eventIn);
  const ended = read.filter(
    (event) =>
      event.action.startsWith('die') &&
      event.exitCode === exitCode &&
      OF_NEXTFLOW.test(event.name) &&
      isNamed(image, event.image) &&
      event.at >= Math.max(begun - CLOCKS_MS, at - WRAPPER_MS) &&
      event.at <= at + CLOCKS_MS,
  );
  const causes = new Set(
    ended.map(({ name }) =>
      causeIn(
        read.filter((event) => event.name === name),
        signal,
      ),
    ),
  );
  return causes.size === 1 ? ([...causes][0] ?? null) : null;
}

interface Event {
  readonly name: string;
  readonly image: string;
  readonly action: string;
  readonly signal: string | undefined;
  readonly exitCode: number;
  readonly at: number;
}

/** Docker does not print which command stopped a container, Podman does not print signals and memory. */
function causeIn(events: readonly Event[], signal: string): ContainerEnd | null {
  const isCommand = ({ action, ...event }: Event) =>
    action === 'stop' || (action === 'kill' && (event.signal ?? signal) === signal);
  if (events.some(isCommand)) return 'command';
  return events.some(({ action }) => action === 'oom') ? 'memory' : null;
}

/** Fields of `docker events` and of `podman events`. */
type Printed = Partial<{
  Action: string;
  timeNano: number;
  Actor: { Attributes?: Partial<Record<'name' | 'image' | 'exitCode' | 'signal', string>> };
  Status: string;
  Time: string;
  Name: string;
  Image: string;
  ContainerExitCode: number;
}>;

function eventIn(line: string): Event[] {
  const { Action, timeNano = 0, Actor, Status, Time, Name, Image, ContainerExitCode } = parsed(line);
  const of = Actor?.Attributes ?? {};
  return [
    {
      action: Action ?? Status ?? '',
      name: of.name ?? Name ?? '',
      image: of.image ?? Image ?? '',
      signal: of.signal,
      exitCode: Number(of.exitCode ?? ContainerExitCode),
      at: Time === undefined ? timeNano / 1e6 : Date.parse(Time),
    },
  ];
}

function parsed(line: string): Printed {
  try {
    return (JSON.parse(line) as Printed | null) ?? {};
  } catch {
    return {}; // an empty or incomplete line
  }
}

/** Podman completes names: `own` is `localhost/own:latest`. */
const isNamed = (image: string, full: string): boolean =>
  [image, `${image}:latest`].some((name) => full === name || full.endsWith(`/${name}`));
