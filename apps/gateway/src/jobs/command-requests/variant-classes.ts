import type { ClassifyBody, DataOf, SignatureView } from '@reprise/contracts';
import type { KnownJob } from '@reprise/job';
import { ProblemException } from '../../shared/http/problem.ts';

/** A class that was recorded for a variant, with the facts that decide whether it can be signed. */
export interface RecordedClass {
  readonly data: DataOf<'variant_classified'>;
  /** Whether it is the latest class of its variant in the job. */
  readonly is_current: boolean;
  readonly signatures: readonly SignatureView[];
}

/** Port to the variants of jobs, for the commands that classify a variant and sign a class. */
export abstract class VariantClasses {
  /**
   * Builds the record of a classification: the variant, its evidence, and its class under both schemes.
   * @throws ProblemException 404 if there is no such table or variant; 422 if a judgement cannot be applied
   */
  abstract assess(jobId: string, body: ClassifyBody): Promise<Omit<DataOf<'variant_classified'>, 'reason'>>;
  /**
   * Returns a class as of the state for which a command is decided.
   * @param seq sequence of the classification event
   * @throws ProblemException 404 if the job has no such class; 503 if the tables are behind the job's state
   */
  abstract recorded(job: KnownJob, seq: number): Promise<RecordedClass>;
}

const none = async (): Promise<never> => {
  throw new ProblemException(404, 'This system does not read the variants of jobs.');
};
/** Default of a gateway without a wing that reads variants. */
export const noVariants: VariantClasses = { assess: none, recorded: none };
