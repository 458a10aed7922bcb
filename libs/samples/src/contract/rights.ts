import { READING, type Right } from '@reprise/contracts/for-wings';

const UPLOADING: Right = { role: 'operator', does: 'Uploading files' };

/** Least role for each route of uploads and samples. */
export const sampleRights: Readonly<Record<string, Right>> = {
  'GET /api/uploads': READING,
  'POST /api/uploads': UPLOADING,
  'HEAD /api/uploads/{id}': UPLOADING,
  'PATCH /api/uploads/{id}': UPLOADING,
  'DELETE /api/uploads/{id}': UPLOADING,
  'POST /api/uploads/{id}/delete': UPLOADING,
  'GET /api/uploads/samples': READING,
  'POST /api/uploads/samples': UPLOADING,
  'DELETE /api/uploads/samples/{id}': UPLOADING,
  'POST /api/uploads/samples/{id}/delete': UPLOADING,
};
