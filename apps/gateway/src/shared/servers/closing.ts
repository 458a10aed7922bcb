import type { Server } from 'node:http';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Subject } from 'rxjs';

const LOOK_EVERY_MS = 50;
const LONGEST_MS = 1_500;

/**
 * Starts the shutdown: streams are ended, running requests get 1.5 s, and idle connections are closed. Runs in Nest's
 * first phase, so that features wait in parallel.
 */
@Injectable()
export class Closing implements OnModuleDestroy {
  readonly begun = new Subject<void>();

  constructor(private readonly host: HttpAdapterHost) {}

  onModuleDestroy(): void {
    this.begun.next();
    this.begun.complete();
    const server = this.host.httpAdapter.getHttpServer() as Server;
    // Nest waits for the last connection, and browsers keep idle ones open.
    setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS).unref();
    setTimeout(() => server.closeAllConnections(), LONGEST_MS).unref();
  }
}
