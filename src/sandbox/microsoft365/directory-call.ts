import type { Context, MiddlewareHandler } from 'hono';
import { GraphError } from './graph-error.js';
import type { Tenant } from './state.js';

/** A page of fewer entries is cheaper. */
const SMALL_PAGE = 20;

/**
 * What every call of the directory goes through: its share of the resource units, and the right to read. `baseUnits` as
 * in "base request costs" of learn.microsoft.com/graph/throttling-limits.
 */
export function directoryCall({ rights, throttle }: Tenant, baseUnits: number): MiddlewareHandler {
  return async (c, next) => {
    const units = unitsOf(c, baseUnits);
    throttle.takeUnits(units);
    if (!rights.directory)
      throw new GraphError(
        403,
        'Authorization_RequestDenied',
        'Insufficient privileges to complete the operation.',
      );
    await next();
    c.header('x-ms-resource-unit', String(units));
  };
}

/** The same page, "other factors": what is selected or kept short costs less, and nothing costs less than one. */
function unitsOf(c: Context, baseUnits: number): number {
  const isSelected = c.req.query('$select') !== undefined;
  const isSmall = Number(c.req.query('$top') ?? SMALL_PAGE) < SMALL_PAGE;
  return Math.max(1, baseUnits - Number(isSelected) - Number(isSmall));
}
