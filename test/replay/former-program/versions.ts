// The program as it was before its last changes of workflows: it goes the former ways, and knows no patches.
export const canPause = (): boolean => false;
export const hasParallelDays = (): boolean => false;
