import { variantId } from '../../acmg/index.ts';
import { VariantClass } from '@reprise/contracts';
import type { ClassificationSummary } from '../../contract/index.ts';
import type { ReadModel } from '@reprise/read-model';
import { classesElsewhere, currentClasses, type ReferencedJob } from '../recorded/classifications.ts';
import type { VariantRow } from './read-table.ts';
import { summaryOf } from './variant-view.ts';

type Recorded = Awaited<ReturnType<typeof currentClasses>> extends Map<string, infer R> ? R : never;

/** The recorded classes of a table's variants. */
export interface ClassesOfTable {
  readonly of: (row: VariantRow) => ClassificationSummary | null;
  /** The recorded class with all its evidence. */
  readonly recordOf: (row: VariantRow) => Recorded | null;
  /** Rank of a class from benign (0) to pathogenic (4); -1 if there is none. */
  readonly rankOf: (row: VariantRow) => number;
  /** Whether a newer classification in another job has a different class. False for all unless requested. */
  readonly isOutdated: (row: VariantRow) => boolean;
}

/** Reads the classes of a job. Few variants of a table have one, so all of them are kept in memory. */
export async function classesOf(
  readModel: ReadModel,
  job: ReferencedJob,
  withOutdated: boolean,
): Promise<ClassesOfTable> {
  const current = await currentClasses(readModel, job);
  const elsewhere = withOutdated ? await classesElsewhere(readModel, job, [...current.keys()]) : new Map();
  const recordOf = (row: VariantRow) => (current.size === 0 ? null : (current.get(variantId(row)) ?? null));
  return {
    recordOf,
    of: (row) => {
      const found = recordOf(row);
      return found && summaryOf(found);
    },
    rankOf: (row) => VariantClass.options.indexOf(recordOf(row)?.class as VariantClass),
    isOutdated: (row) => {
      const [own, other] = [recordOf(row), elsewhere.get(variantId(row)) as ClassificationSummary | undefined];
      return own !== null && other !== undefined && other.seq > own.seq && other.class !== own.class;
    },
  };
}
