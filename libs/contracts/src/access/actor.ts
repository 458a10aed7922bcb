/** Actor of who holds the token of the machine (`admin.token`), and of events of before there were accounts. */
export const MACHINE_ACTOR = 'admin';

/** Actor of what nobody who is known did, such as a failed sign-in. */
export const ANONYMOUS = 'anonymous';

/** Ids that an actor names: of a user's account, and of the API token through which the user acted. */
export interface ActorIds {
  readonly userId: string;
  readonly tokenId?: string;
}

const ID = '[A-Za-z0-9_-]{1,64}';
const USER_ACTOR = new RegExp(`^user:(${ID})(?:/token:(${ID}))?$`);

/** Returns the stable pseudonym of a user, under which events are recorded: `user:<id>`, `user:<id>/token:<id>`. */
export const userActor = ({ userId, tokenId }: ActorIds): string =>
  `user:${userId}${tokenId === undefined ? '' : `/token:${tokenId}`}`;

/** Returns the ids in the actor of an event; undefined if it is no user. */
export function userOfActor(actor: string): ActorIds | undefined {
  const [, userId, tokenId] = USER_ACTOR.exec(actor) ?? [];
  if (userId === undefined) return undefined;
  return tokenId === undefined ? { userId } : { userId, tokenId };
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const ACCOUNT_ACTOR = new RegExp(`^user:${UUID}(?:/token:${UUID})?$`);

/** Whether an actor claims to be a user without having the shape of one. Events of earlier releases may. */
export const isMalformedUser = (actor: string): boolean => actor.startsWith('user:') && !ACCOUNT_ACTOR.test(actor);

/** Whether an event's actor is one that is asked for; a user without a token includes those of the user's tokens. */
export const isByActor = (actor: string, asked: string): boolean =>
  actor === asked || (userOfActor(asked)?.tokenId === undefined && actor.startsWith(`${asked}/token:`));

/** Whether two actors are the same person: a user with and without a token is. */
export const isSamePerson = (one: string, other: string): boolean =>
  (userOfActor(one)?.userId ?? one) === (userOfActor(other)?.userId ?? other);

export const runnerActor = (runnerId: string): string => `runner:${runnerId}`;
