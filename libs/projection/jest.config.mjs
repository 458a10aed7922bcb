import { node } from '../../jest.preset.mjs';
export default { ...node('projection'), setupFilesAfterEnv: ['<rootDir>/jest.setup.mjs'] };
