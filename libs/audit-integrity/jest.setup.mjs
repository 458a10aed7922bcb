import { jest } from '@jest/globals';

// Real servers on a busy machine; each wait in a test has a shorter deadline of its own.
jest.setTimeout(120_000);
