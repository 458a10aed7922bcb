import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { examplesOf, problemAnswers, PROBLEMS } from '@reprise/gateway/shared/openapi/describe.ts';

const header = (name: string, description: string, example: string) =>
  ApiHeader({ name, description, required: true, schema: { type: 'string', example } });
const version = header('Tus-Resumable', 'Version of the protocol', '1.0.0');
const offsetHeader = { 'Upload-Offset': { description: 'Bytes that are here', schema: { type: 'integer' as const } } };

const TUS = {
  create: [
    ApiOperation({
      operationId: 'Tus_create',
      summary: 'Begin an upload over tus (https://tus.io). Any client of the protocol works; its bytes follow by PATCH',
    }),
    version,
    header('Upload-Length', 'Bytes of the file', '4831838208'),
    header('Upload-Metadata', 'The `filename`, in Base64', 'filename REVNTzFfUjEuZmFzdHEuZ3o='),
    ApiResponse({
      status: 201,
      description: 'Begun',
      headers: { Location: { description: 'Address for the bytes', schema: { type: 'string' } } },
    }),
    ...problemAnswers(['malformed_metadata', 'wrong_length', 'beyond_quota', 'disk_full', 'other_site']),
  ],
  offset: [
    ApiOperation({ operationId: 'Tus_offset', summary: 'How many bytes of an upload are here: where to go on' }),
    version,
    ApiResponse({ status: 200, description: 'In the header', headers: offsetHeader }),
    ...problemAnswers(['unknown_upload', 'upload_of_other']),
  ],
  append: [
    ApiOperation({ operationId: 'Tus_append', summary: 'Append bytes to an upload. The last ones start its check' }),
    version,
    header('Upload-Offset', 'Bytes that are here already', '0'),
    ApiBody({
      required: true,
      schema: { type: 'string', format: 'binary' },
      examples: examplesOf({ bytes: 'bytes of the file, as application/offset+octet-stream' }),
    }),
    ApiResponse({ status: 204, description: 'Appended', headers: offsetHeader }),
    ApiResponse({ status: 409, description: 'The upload has another number of bytes: ask for it with HEAD' }),
    ...problemAnswers(['unknown_upload', 'upload_of_other', 'other_site']),
  ],
} as const satisfies Record<string, readonly MethodDecorator[]>;

/** Documents a verb of tus. */
export function DescribeTus(verb: keyof typeof TUS): MethodDecorator {
  return applyDecorators(
    ApiTags('Uploads'),
    ...problemAnswers([...PROBLEMS.ofEveryRoute, 'wrong_query']),
    ...TUS[verb],
  );
}
