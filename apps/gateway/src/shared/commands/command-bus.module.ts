import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';

/** The command bus, one for all features. */
@Module({ imports: [CqrsModule.forRoot()], exports: [CqrsModule] })
export class CommandBusModule {}
