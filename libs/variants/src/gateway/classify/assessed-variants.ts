import { Injectable } from '@nestjs/common';
import { classify, judge, judgementProblem } from '../../acmg/index.ts';
import type { AppliedCriterion, ClassifyBody, DataOf } from '@reprise/contracts';
import { wrongFields } from '@reprise/gateway/shared/http/problem.ts';
import { EvidenceFiles } from '../evidence/evidence-files.ts';
import { variantView } from '../tables/variant-view.ts';
import { Variants } from '../variants.service.ts';

/** Builds the record of a classification: the variant, its evidence, and the class by both schemes. */
@Injectable()
export class AssessedVariants {
  constructor(
    private readonly variants: Variants,
    private readonly evidence: EvidenceFiles,
  ) {}

  /** @throws ProblemException 404 if there is no such table or variant; 422 if a judgement cannot be applied */
  async of(jobId: string, body: ClassifyBody): Promise<Omit<DataOf<'variant_classified'>, 'reason'>> {
    const wrong = problemsIn(body);
    if (wrong.length > 0) throw wrongFields(wrong);
    const { table, row, assessments, clinvar } = await this.variants.assess(jobId, body.variant, body);
    const judged = judge(assessments, body.criteria);
    const { points, by_points, by_rules } = classify(judged);
    const { gene, consequence, transcript, coding, protein } = await variantView(row, table.genes);
    const { chrom, pos, ref, alt, genotype } = row;
    return {
      attempt: table.attempt,
      variant: { chrom, pos, ref, alt },
      reference: table.reference,
      table: { path: table.file, sha256: table.sha256 },
      genotype,
      gene,
      consequence,
      transcript,
      coding,
      protein,
      class: body.class,
      class_by_rules: by_rules,
      class_by_points: by_points,
      points,
      criteria: judged.map((each): AppliedCriterion => ({
        ...each,
        strength: each.state === 'met' ? each.strength : null,
      })),
      clinvar,
      ...this.evidence.registered(),
    };
  }
}

function problemsIn({ criteria }: ClassifyBody): { field: string; message: string }[] {
  return criteria.flatMap((each, i) => {
    const isRepeated = criteria.findIndex(({ code }) => code === each.code) < i;
    const message = judgementProblem(each) ?? (isRepeated ? `${each.code} comes twice` : null);
    return message === null ? [] : [{ field: `criteria.${String(i)}`, message }];
  });
}
