import { node } from '../../jest.preset.mjs';

export default { ...node('testing'), setupFilesAfterEnv: ['<rootDir>/jest.setup.mjs'] };
