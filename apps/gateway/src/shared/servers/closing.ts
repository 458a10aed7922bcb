import type { Server } from 'node:http';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Subject } from 'rxjs';

const LOOK_EVERY_MS = 50;
const LONGEST_MS = 1_500;

/** The beginning of the end: streams end themselves, what is being answered gets a few seconds, what idles is closed. */
@Injectable()
export class Closing implements BeforeApplicationShutdown {
  readonly begun = new Subject<void>();

  constructor(private readonly host: HttpAdapterHost) {}

  beforeApplicationShutdown(): void {
    this.begun.next();
    this.begun.complete();
    const server = this.host.httpAdapter.getHttpServer() as Server;
    // Nest waits for the last connection, and a browser keeps its open although nothing is asked on it.
    setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS).unref();
    setTimeout(() => server.closeAllConnections(), LONGEST_MS).unref();
  }
}
