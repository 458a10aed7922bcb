import { node } from '../../jest.preset.mjs';

export default { ...node('bench'), setupFilesAfterEnv: ['<rootDir>/../../libs/testing/jest.setup.mjs'] };
