import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { problemAnswers, PROBLEMS } from '../../../shared/openapi/describe.ts';

const EXAMPLES = {
  tsv: {
    media: 'text/tab-separated-values',
    schema: { type: 'string' as const },
    example: '# Research use only, not a diagnosis.\nCHROM\tPOS\tREF\tALT\n20\t4680464\tG\tA\n',
  },
  json: {
    media: 'application/json',
    schema: { type: 'object' as const },
    example: { notice: 'Research use only, not a diagnosis.', sample_name: 'DEMO1', attempt: 1, variants: [] },
  },
};

/** Documents the export of a job's variants. */
export function DescribeVariantsExport(format: 'tsv' | 'json'): MethodDecorator {
  const { media, schema, example } = EXAMPLES[format];
  return applyDecorators(
    ApiTags('Queries'),
    ApiOperation({
      operationId: `ExportVariants_${format}`,
      summary: `Variants of a job with their recorded classes as ${format.toUpperCase()}, filtered and sorted. Research use only`,
    }),
    ApiProduces(media),
    ApiResponse({ status: 200, description: 'Streamed', content: { [media]: { schema, example } } }),
    ...problemAnswers([
      ...PROBLEMS.ofEveryRoute,
      ...PROBLEMS.ofEveryQuery,
      ...(['unknown_job', 'unknown_attempt', 'no_variants', 'results_away'] as const),
    ]),
  );
}
