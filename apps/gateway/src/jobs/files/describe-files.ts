import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiProduces, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { problemAnswers, PROBLEMS } from '../../shared/openapi/describe.ts';

const bytes = (example: string) => ({ schema: { type: 'string' as const, format: 'binary' }, example });
const file = { 'application/octet-stream': bytes('CHROM\tPOS\tREF\tALT\n20\t4680251\tA\tG\n') };
const problemsOf = () =>
  problemAnswers([
    ...PROBLEMS.ofEveryRoute,
    ...PROBLEMS.ofEveryQuery,
    ...(['unknown_job', 'unknown_attempt', 'unknown_result', 'results_away'] as const),
  ]);

/** Documents one file, whole or in part. */
export function DescribeFile(): MethodDecorator {
  return applyDecorators(
    ApiTags('Queries'),
    ApiOperation({
      operationId: 'ReadFile_read',
      summary: 'A result of a job, whole or a range of its bytes; with `download=1` as an attachment',
    }),
    ApiParam({ name: 'path', description: 'Path of the file in the output dir', example: 'tsv/DEMO1.filtered.tsv' }),
    ApiQuery({ name: 'download', enum: ['0', '1'], required: false }),
    ApiHeader({
      name: 'range',
      description: 'One range of bytes (RFC 9110)',
      example: 'bytes=0-1023',
      required: false,
    }),
    ApiProduces('application/octet-stream'),
    ApiResponse({ status: 200, description: 'The file', content: file }),
    ApiResponse({ status: 206, description: 'The range', content: file }),
    ApiResponse({ status: 304, description: 'Not changed since the `etag` of `If-None-Match`' }),
    ApiResponse({ status: 416, description: 'The range is not in the file' }),
    ...problemsOf(),
  );
}

/** Documents the ZIP of all or of chosen files. */
export function DescribeZip(): MethodDecorator {
  return applyDecorators(
    ApiTags('Queries'),
    ApiOperation({ operationId: 'ZipFiles_zip', summary: 'Results of a job as a ZIP: those named by `path`, or all' }),
    ApiQuery({
      name: 'path',
      type: [String],
      required: false,
      description: 'A file in the output dir; may come several times',
    }),
    ApiProduces('application/zip'),
    ApiResponse({
      status: 200,
      description: 'The files; `DOWNLOAD-INCOMPLETE.txt` at the end names those that could not be packed',
      content: { 'application/zip': bytes('PK\u0003\u0004') },
    }),
    ...problemsOf(),
  );
}
