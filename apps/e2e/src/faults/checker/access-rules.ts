import type { AccessFacts, Facts, LoggedEvent } from '../record/facts.ts';
import type { Rule, Violation } from './violation.ts';

/** Rules about people, tokens and sessions. */
export function accessViolations({ access, events }: Pick<Facts, 'access' | 'events'>): Violation[] {
  const violations = (rule: Rule, found: readonly string[]): Violation[] => found.map((what) => ({ rule, what }));
  return [
    ...violations(
      'access_after_end',
      access.accepted.map(
        ({ person, token, request, status, after }) =>
          `${request} with ${token === null ? 'a session' : `token ${token}`} of ${person} was answered with ${String(status)}, ${String(after)} ms after its end was acknowledged`,
      ),
    ),
    ...violations('access_unrecorded', unrecorded(access, events)),
    ...violations('access_lost', lost(access)),
    ...violations('unexpected_answer', access.unexpected),
  ];
}

/** Acknowledged changes that are not in the log exactly once, and sign-ins that it contains too rarely or too often. */
export function unrecorded(
  { people, tokens }: Pick<AccessFacts, 'people' | 'tokens'>,
  events: readonly LoggedEvent[],
): string[] {
  const count = (type: string, isMeant: (event: LoggedEvent) => boolean) =>
    events.filter((event) => event.type === type && isMeant(event)).length;
  const once = (what: string, times: number) => (times === 1 ? [] : [`${what} is recorded ${String(times)} times`]);
  return [
    ...people.flatMap(({ id, isDisabled, signIns: { acknowledged, tries } }) => {
      const signedIn = count('signed_in', ({ subject }) => subject === id);
      return [
        ...once(
          `the account ${id}`,
          count('user_created', ({ data }) => data['user_id'] === id),
        ),
        ...(isDisabled
          ? once(
              `that ${id} is disabled`,
              count('user_changed', ({ data }) => data['user_id'] === id && data['disabled'] === true),
            )
          : []),
        ...(signedIn < acknowledged || signedIn > tries
          ? [
              `${String(acknowledged)} sign-ins of ${id} in ${String(tries)} tries are recorded ${String(signedIn)} times`,
            ]
          : []),
      ];
    }),
    ...tokens.flatMap(({ id, isRevoked }) => [
      ...once(
        `the token ${id}`,
        count('token_created', ({ data }) => data['token_id'] === id),
      ),
      ...(isRevoked
        ? once(
            `that the token ${id} is revoked`,
            count('token_revoked', ({ data }) => data['token_id'] === id),
          )
        : []),
    ]),
  ];
}

const lost = ({ people, tokens, listed }: AccessFacts): string[] => [
  ...people.flatMap(({ id, isDisabled }) => {
    const status = listed.find((user) => user.id === id)?.status ?? 'not listed';
    return isDisabled
      ? status === 'disabled'
        ? []
        : [`${id} was disabled, and is ${status}`]
      : status === 'not listed'
        ? [`${id} is not listed`]
        : [];
  }),
  ...tokens.filter(({ isEnded, isAccepted }) => !isEnded && !isAccepted).map(({ id }) => `the token ${id} is rejected`),
];
