import type { Command } from 'commander';

/** Refuses options that were given and have no effect without what is named, so that nobody takes them for heeded. */
export function refuseIdle(command: Command, needed: string, names: readonly string[]): void {
  const idle = command.options.find(
    (option) =>
      names.includes(option.attributeName()) &&
      command.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (idle) command.error(`error: option '${idle.flags}' is for ${needed} alone`);
}
