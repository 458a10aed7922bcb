// @nestjs/throttler is CommonJS and requires these ES modules, which jest allows only once they are loaded.
import 'reflect-metadata';
import '@nestjs/common';
import '@nestjs/core';
import { jest } from '@jest/globals';

// Many of these start a gateway on real servers; each wait in them has a shorter deadline of its own.
jest.setTimeout(60_000);
