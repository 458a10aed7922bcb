import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { problemAnswers, PROBLEMS } from '../../shared/openapi/describe.ts';
import { jobExamples } from '../examples.ts';

/** Documents the stream of changes. */
export function DescribeStream(): MethodDecorator {
  return applyDecorators(
    ApiTags('Queries'),
    ApiOperation({
      operationId: 'StreamJobs_stream',
      summary: 'Changes as they happen (server-sent events)',
      description:
        '`event: job` carries a job as it now reads; with `job_id`, `task` and `history` too; `ready` comes first. `queues` names those whose line, ' +
        'slots or settings changed. ' +
        'The id is the sequence: who comes back with `Last-Event-ID` gets what was missed.',
    }),
    ApiHeader({ name: 'last-event-id', required: false, schema: { type: 'string', pattern: '^\\d+$' } }),
    ApiProduces('text/event-stream'),
    ApiResponse({
      status: 200,
      description: 'A stream that goes on until one side ends it',
      content: { 'text/event-stream': { schema: { type: 'string' }, example: streamExample() } },
    }),
    ...problemAnswers([...PROBLEMS.ofEveryRoute, ...PROBLEMS.ofEveryQuery, 'too_many_streams']),
  );
}

const streamExample = () =>
  `event: ready\nid: 41\ndata: {"seq":41}\n\nevent: job\nid: 42\ndata: ${JSON.stringify(jobExamples.job.example)}\n\n: alive\n\n`;
