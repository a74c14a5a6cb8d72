import { Help, type HelpConfiguration, type Option } from 'commander';

const USUAL = new Help();

/** The help of a command also names the options that all commands have, and says which of its own cannot be left out. */
export const HELP: HelpConfiguration = { showGlobalOptions: true, optionDescription: described };

function described(option: Option): string {
  // That a flag is off where nobody gives it is no news.
  if (option.isBoolean()) return option.description;
  const text = USUAL.optionDescription(option);
  return option.mandatory ? `${text} (required)` : text;
}
