import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { problemAnswers, PROBLEMS } from '../shared/openapi/describe.ts';
import { auditEntry } from './examples.ts';

/** Documents the export of the audit trail. */
export function DescribeExport(): MethodDecorator {
  const line =
    'seq,at,actor,actor_name,type\r\n43,2026-03-01T09:03:00.000Z,admin,Local administrator,cancel_requested\r\n';
  const content = {
    'text/csv': { schema: { type: 'string' as const }, example: line },
    'application/x-ndjson': { schema: { type: 'string' as const }, example: `${JSON.stringify(auditEntry)}\n` },
  };
  return applyDecorators(
    ApiTags('Queries'),
    ApiOperation({
      operationId: 'ExportAudit_export',
      summary: 'The audit trail as a file: all that the filter lets through, oldest first',
    }),
    ApiProduces('text/csv', 'application/x-ndjson'),
    ApiResponse({ status: 200, description: 'Streamed', content }),
    ...problemAnswers([...PROBLEMS.ofEveryRoute, ...PROBLEMS.ofEveryQuery]),
  );
}
