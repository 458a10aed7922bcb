import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { problemAnswers, PROBLEMS } from '../shared/openapi/describe.ts';

const notSetAside = { status: 404, detail: 'No event 1043 was set aside.' };

/** Documents the download of an event that was set aside. */
export function DescribeRawData(): MethodDecorator {
  return applyDecorators(
    ApiTags('Queries'),
    ApiOperation({
      operationId: 'ReadSetAside_read',
      summary: 'The data of an event that was set aside, byte for byte',
    }),
    ApiProduces('application/octet-stream'),
    ApiResponse({
      status: 200,
      description: 'As stored',
      content: { 'application/octet-stream': { schema: { type: 'string' }, example: '{"hash":"aaaa"}' } },
    }),
    ...problemAnswers([...PROBLEMS.ofEveryRoute, ...PROBLEMS.ofEveryRead], { not_set_aside: notSetAside }),
  );
}
