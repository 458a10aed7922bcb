import { node } from '../../jest.preset.mjs';
export default { ...node('audit-integrity'), setupFilesAfterEnv: ['<rootDir>/jest.setup.mjs'] };
