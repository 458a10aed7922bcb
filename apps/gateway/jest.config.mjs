import { node } from '../../jest.preset.mjs';

export default { ...node('gateway'), setupFilesAfterEnv: ['<rootDir>/jest.setup.mjs'] };
