import { node } from '../../jest.preset.mjs';
export default { ...node('read-model'), setupFilesAfterEnv: ['<rootDir>/jest.setup.mjs'] };
