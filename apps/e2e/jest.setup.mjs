import { jest } from '@jest/globals';

// A journey starts services and real runs of Nextflow; each wait in it has a shorter deadline of its own.
jest.setTimeout(120_000);
