import { node } from '../../jest.preset.mjs';
export default { ...node('webhooks'), setupFilesAfterEnv: ['<rootDir>/jest.setup.mjs'] };
