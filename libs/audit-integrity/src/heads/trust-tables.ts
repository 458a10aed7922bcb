import { fork, type ReadModel } from '@reprise/read-model';
import type { Generated, JSONColumnType, Kysely, QueryCreator } from 'kysely';
import type { VerificationReport } from '@reprise/contracts';
import type { SignedHead } from './signed-head.ts';

/** Type of a bigint, as the driver takes and returns it. */
type BigInt64 = string | number;

/** Tables of heads and verifications. Rebuilds do not touch them, so they are not entities of the read model. */
interface TrustTables {
  signed_head: Omit<SignedHead, 'seq' | 'count'> & { id: Generated<BigInt64>; seq: BigInt64; count: BigInt64 };
  verification: {
    id: Generated<BigInt64>;
    started_at: string;
    finished_at: string;
    scheduled: boolean;
    report: JSONColumnType<VerificationReport> | null;
    problem: string | null;
  };
}

/** Returns typed queries in a schema. */
export const trustTables = (readModel: ReadModel, schema: string): QueryCreator<TrustTables> =>
  (fork(readModel).getKysely() as Kysely<TrustTables>).withSchema(schema);
