import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { problemAnswers, PROBLEMS } from '../../shared/openapi/describe.ts';

const bytes = (description: string) => ({ description, schema: { type: 'integer' as const }, example: 4096 });

/** Documents the log of an attempt or task: text, with its place in the file in headers. */
export function DescribeLog(): MethodDecorator {
  return applyDecorators(
    ApiTags('Queries'),
    ApiOperation({
      operationId: 'ReadLog_read',
      summary: "A part of an attempt's log: Nextflow's own, its output, a task's, or a task's command",
    }),
    ApiProduces('text/plain'),
    ApiResponse({
      status: 200,
      description: 'The text from that offset on',
      headers: {
        'next-offset': bytes('Byte from which to go on reading'),
        'file-size': bytes('Bytes that the file holds now'),
      },
      content: { 'text/plain': { schema: { type: 'string' }, example: 'N E X T F L O W  ~  version 24.10.0\n' } },
    }),
    ...problemsOf(),
  );
}

/** Documents the download of a log, whole. */
export function DescribeLogDownload(): MethodDecorator {
  return applyDecorators(
    ApiTags('Queries'),
    ApiOperation({ operationId: 'DownloadLog_download', summary: 'The log of an attempt or task, whole, to save' }),
    ApiProduces('text/plain'),
    ApiResponse({
      status: 200,
      description: 'The text',
      content: { 'text/plain': { schema: { type: 'string' }, example: 'N E X T F L O W  ~  version 24.10.0\n' } },
    }),
    ...problemsOf(),
  );
}

const problemsOf = () =>
  problemAnswers([
    ...PROBLEMS.ofEveryRoute,
    ...PROBLEMS.ofEveryRead,
    ...(['unknown_job', 'unknown_attempt', 'runner_away'] as const),
  ]);
