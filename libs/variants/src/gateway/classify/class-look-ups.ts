import { Injectable } from '@nestjs/common';
import type { ClassifyBody } from '@reprise/contracts';
import { VariantClasses } from '@reprise/gateway/jobs';
import type { KnownJob } from '@reprise/job';
import { AssessedVariants } from './assessed-variants.ts';
import { RecordedClasses } from './recorded-classes.ts';

/** Variants and their classes for the commands of jobs. */
@Injectable()
export class ClassLookUps extends VariantClasses {
  constructor(
    private readonly assessed: AssessedVariants,
    private readonly classes: RecordedClasses,
  ) {
    super();
  }

  assess = (jobId: string, body: ClassifyBody) => this.assessed.of(jobId, body);
  recorded = (job: KnownJob, seq: number) => this.classes.of(job, seq);
}
