import { node } from '../../jest.preset.mjs';

export default { ...node('e2e'), setupFilesAfterEnv: ['<rootDir>/jest.setup.mjs'] };
