import type { AccessLedger } from '../record/access.ts';
import type { AccessFacts } from '../record/facts.ts';
import { allUsers, isAccepted } from '../system/requests.ts';
import type { System } from '../system/system.ts';

/** Compares the people and tokens of the clients with the lists and decisions of the API. */
export async function knownAccess(system: System, ledger: AccessLedger): Promise<AccessFacts> {
  const tokens = ledger.credentials.flatMap(({ token, header, endedAt, isRevoked }) =>
    token === null ? [] : [{ id: token, header, isEnded: endedAt !== undefined, isRevoked }],
  );
  return {
    people: ledger.people,
    tokens: await Promise.all(
      tokens.map(async ({ header, ...token }) => ({ ...token, isAccepted: await isAccepted(system, header) })),
    ),
    listed: (await allUsers(system)).map(({ user_id: id, status }) => ({ id, status })),
    accepted: ledger.accepted,
    refused: ledger.refused,
    unexpected: ledger.unexpected,
  };
}
