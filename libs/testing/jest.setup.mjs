import { jest } from '@jest/globals';

// These tests start real servers and whole systems; each wait in them has a shorter deadline of its own.
jest.setTimeout(240_000);
