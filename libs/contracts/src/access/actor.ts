/** Actor of requests with the machine token (`admin.token`), and of events recorded before accounts existed. */
export const MACHINE_ACTOR = 'admin';

/** Actor of requests without an identity, such as a failed sign-in. */
export const ANONYMOUS = 'anonymous';

/** Ids in an actor: the user's account, and the API token that was used. */
export interface ActorIds {
  readonly userId: string;
  readonly tokenId?: string;
}

const ID = '[A-Za-z0-9_-]{1,64}';
const USER_ACTOR = new RegExp(`^user:(${ID})(?:/token:(${ID}))?$`);

/** Returns the stable pseudonym of a user, under which events are recorded: `user:<id>`, `user:<id>/token:<id>`. */
export const userActor = ({ userId, tokenId }: ActorIds): string =>
  `user:${userId}${tokenId === undefined ? '' : `/token:${tokenId}`}`;

/** Returns the ids in an event's actor; undefined if the actor is not a user. */
export function userOfActor(actor: string): ActorIds | undefined {
  const [, userId, tokenId] = USER_ACTOR.exec(actor) ?? [];
  if (userId === undefined) return undefined;
  return tokenId === undefined ? { userId } : { userId, tokenId };
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const ACCOUNT_ACTOR = new RegExp(`^user:${UUID}(?:/token:${UUID})?$`);

/** Whether an actor claims to be a user but is malformed. Events of earlier releases may contain such actors. */
export const isMalformedUser = (actor: string): boolean => actor.startsWith('user:') && !ACCOUNT_ACTOR.test(actor);

/**
 * Whether an event's actor matches a filter. A user without a token also matches events sent with the user's tokens.
 */
export const isByActor = (actor: string, asked: string): boolean =>
  actor === asked || (userOfActor(asked)?.tokenId === undefined && actor.startsWith(`${asked}/token:`));

/** Whether two actors are the same person, with or without a token. */
export const isSamePerson = (one: string, other: string): boolean =>
  (userOfActor(one)?.userId ?? one) === (userOfActor(other)?.userId ?? other);

export const runnerActor = (runnerId: string): string => `runner:${runnerId}`;
