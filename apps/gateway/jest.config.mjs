import { node } from '../../jest.preset.mjs';

export default { ...node('gateway'), setupFiles: ['<rootDir>/jest.setup.mjs'] };
