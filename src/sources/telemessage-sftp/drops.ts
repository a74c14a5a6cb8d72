import type { SourceFault } from '../../domain/report.js';
import type { Window } from '../../domain/window.js';
import { looksLikeDrop, parseDropName, type DropName } from './drop-name.js';
import { LIMITS } from './limits.js';

/** A file as the server lists it. */
export interface RemoteFile {
  name: string;
  sizeBytes: number;
  modifiedMs: number;
  /** False for folders and links. */
  isFile: boolean;
}

export type Drop = RemoteFile & DropName;

/** The ZIP files of a window in the order they are read in, and what is amiss with their names and numbers. */
export interface WindowDrops {
  drops: Drop[];
  faults: SourceFault[];
}

/**
 * A ZIP belongs to the window in which it was closed. A number that is missing below one of the window's is reported
 * with them, and so is a ZIP whose name says no time, in the window in which it was last changed.
 */
export function dropsOf(files: readonly RemoteFile[], window: Window): WindowDrops {
  const named = files.flatMap((file) => {
    const name = parseDropName(file.name);
    return name ? [{ ...file, ...name }] : [];
  });
  const ofWindow = named.filter(({ zippedAt }) => zippedAt >= window.from && zippedAt < window.to);
  const faults = [...misnamed(files, window), ...missing(named, ofWindow), ...irregular(ofWindow)];
  return {
    drops: ofWindow.filter(({ isFile }) => isFile).toSorted(inOrder),
    faults: faults.slice(0, LIMITS.MAX_FAULTS),
  };
}

function inOrder(a: Drop, b: Drop): number {
  if (a.zippedAt !== b.zippedAt) return a.zippedAt < b.zippedAt ? -1 : 1;
  if (a.number !== b.number) return a.number - b.number;
  return a.name < b.name ? -1 : 1;
}

function misnamed(files: readonly RemoteFile[], { from, to }: Window): SourceFault[] {
  return files
    .filter(({ name }) => looksLikeDrop(name) && parseDropName(name) === undefined)
    .filter(({ modifiedMs }) => modifiedMs >= Date.parse(from) && modifiedMs < Date.parse(to))
    .map(({ name }) => ({
      name: shownName(name),
      reason: 'DropRefused',
      what: 'its name is not as agreed, so that nobody knows when it was archived',
    }));
}

function irregular(drops: readonly Drop[]): SourceFault[] {
  return drops
    .filter(({ isFile }) => !isFile)
    .map(({ name }) => ({ name, reason: 'DropRefused', what: 'it is a link or a folder' }));
}

function missing(all: readonly Drop[], ofWindow: readonly Drop[]): SourceFault[] {
  const days = [...new Set(ofWindow.map(({ day }) => day))].toSorted();
  return days.flatMap((day) => {
    const last = Math.max(...numbersOf(ofWindow, day));
    const present = new Set(numbersOf(all, day).filter((number) => number <= last));
    return gapsOf([...present].toSorted((a, b) => a - b)).map(([first, end]) => ({
      name: `${day}0000-TeleMessage_${first}_*.zip`,
      reason: 'DropMissing' as const,
      what:
        first === end
          ? `number ${first} of its day is missing`
          : `numbers ${first} to ${end} of its day are missing`,
    }));
  });
}

function numbersOf(drops: readonly Drop[], day: string): number[] {
  return drops.filter((drop) => drop.day === day).map(({ number }) => number);
}

/** First and last number of each gap below a number that is there. Days count from 1, or from 0 where there is a 0. */
function gapsOf(numbers: readonly number[]): [number, number][] {
  const gaps: [number, number][] = [];
  let expected = 1;
  for (const number of numbers) {
    if (number > expected) gaps.push([expected, number - 1]);
    expected = number + 1;
  }
  return gaps;
}

/** A name that nobody agreed on may hold anything. */
function shownName(name: string): string {
  return name.replace(/[^\w.-]/g, '?').slice(0, LIMITS.MAX_NAME_BYTES);
}
