import { MACHINE_ACTOR, userOfActor } from './actor.ts';
import type { NamedRunner, NamedToken, PeopleView, Person } from './people.ts';

/** Name of the holder of the machine token. */
export const MACHINE_NAME = 'Local administrator';

/** People, tokens and runners by id. */
export interface PeopleIndex {
  readonly people: ReadonlyMap<string, Person>;
  readonly tokens: ReadonlyMap<string, NamedToken>;
  /** Names of runners: see `runnerNames`. */
  readonly runners: ReadonlyMap<string, string>;
}

/** @param view may come from an earlier release of the gateway and lack runners */
export const indexPeople = ({
  people,
  tokens,
  runners = [],
}: Omit<PeopleView, 'runners'> & Partial<PeopleView>): PeopleIndex => ({
  people: new Map(people.map((person) => [person.user_id, person])),
  tokens: new Map(tokens.map((token) => [token.token_id, token])),
  runners: runnerNames(runners),
});

/** Names runners after their hosts. Runners on the same host also get the end of their id: "node-3 (dbe92b)". */
function runnerNames(runners: readonly NamedRunner[]): Map<string, string> {
  const isShared = ({ host }: NamedRunner) => runners.filter((other) => other.host === host).length > 1;
  return new Map(
    runners.map((runner) => [
      runner.runner_id,
      isShared(runner) ? `${runner.host} (${shortRunner(runner.runner_id)})` : runner.host,
    ]),
  );
}

/**
 * Returns the display name of an actor: "Ana Ruiz via token nightly", "Former user 3f2a" for an erased account, "User
 * 3f2a" if unknown, "Local administrator", "node-3" for a runner, "Runner a" if its host is unknown. Services keep
 * their names.
 */
export function nameOfActor(actor: string, { people, tokens, runners }: PeopleIndex): string {
  const ids = userOfActor(actor);
  if (!ids) return nameOfService(actor, runners);
  const person = people.get(ids.userId);
  const name = person && !person.erased ? person.name : `${person ? 'Former user' : 'User'} ${ids.userId.slice(0, 4)}`;
  if (ids.tokenId === undefined) return name;
  // The name of a token is erased together with the name of its owner.
  if (person?.erased) return `${name} via a token`;
  return `${name} via token ${tokens.get(ids.tokenId)?.name ?? ids.tokenId.slice(0, 4)}`;
}

const OWN: Readonly<Record<string, string>> = {
  [MACHINE_ACTOR]: MACHINE_NAME,
  gateway: 'Reprise',
  system: 'Reprise',
};
const RUNNER = 'runner:';
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Short id of a runner. Runners without a name have UUIDv7 ids, which differ most in their last digits. */
const shortRunner = (id: string): string => (UUID.test(id) ? id.slice(-6) : id.replace(/^runner-(?=.)/, ''));

function nameOfService(actor: string, runners: PeopleIndex['runners']): string {
  if (!actor.startsWith(RUNNER)) return OWN[actor] ?? actor;
  const id = actor.slice(RUNNER.length);
  return runners.get(id) ?? `Runner ${shortRunner(id)}`;
}
