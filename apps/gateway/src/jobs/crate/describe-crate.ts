import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { problemAnswers, PROBLEMS } from '../../shared/openapi/describe.ts';

const problems = () =>
  problemAnswers([
    ...PROBLEMS.ofEveryRoute,
    ...PROBLEMS.ofEveryQuery,
    ...(['unknown_job', 'unknown_attempt', 'results_away'] as const),
  ]);

/** Documents the description of an attempt as an RO-Crate. */
export const DescribeCrate = (): MethodDecorator =>
  applyDecorators(
    ApiTags('Queries'),
    ApiOperation({
      operationId: 'DescribeCrate_metadata',
      summary:
        'An attempt as RO-Crate metadata (Workflow Run Crate 0.5): job, parameters, inputs, outputs with checksums, tools, tasks with their container images',
    }),
    ApiProduces('application/ld+json'),
    ApiResponse({
      status: 200,
      description: 'The metadata, as JSON-LD',
      content: {
        'application/ld+json': {
          schema: { type: 'object' },
          example: { '@context': 'https://w3id.org/ro/crate/1.1/context', '@graph': [] },
        },
      },
    }),
    ...problems(),
  );

/** Documents the crate as a ZIP. */
export const DescribeCrateZip = (): MethodDecorator =>
  applyDecorators(
    ApiTags('Queries'),
    ApiOperation({
      operationId: 'ZipCrate_zip',
      summary: 'An attempt as an RO-Crate: its metadata, the script of the pipeline, and the results',
    }),
    ApiProduces('application/zip'),
    ApiResponse({
      status: 200,
      description: 'The crate',
      content: { 'application/zip': { schema: { type: 'string', format: 'binary' }, example: 'PK\u0003\u0004' } },
    }),
    ...problems(),
  );
