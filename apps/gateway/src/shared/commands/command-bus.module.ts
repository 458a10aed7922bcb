import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';

/** The command bus that all features share. */
@Module({ imports: [CqrsModule.forRoot()], exports: [CqrsModule] })
export class CommandBusModule {}
