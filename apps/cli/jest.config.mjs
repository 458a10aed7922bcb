import { node } from '../../jest.preset.mjs';

export default { ...node('cli'), setupFilesAfterEnv: ['<rootDir>/../../libs/testing/jest.setup.mjs'] };
