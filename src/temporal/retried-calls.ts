import { defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';

type Interceptor = ReturnType<typeof makeGrpcRetryInterceptor>;
type NextCall = Parameters<Interceptor>[1];
type Call = ReturnType<NextCall>;

// google.rpc.Code
const CANCELLED = 1;

/**
 * Repeats calls as the Temporal SDK does by itself, and ends those whose connection was closed while they waited for
 * their next try: the SDK's timer would throw where nobody can catch it, and take the process with it.
 */
export function retriedCalls(): Interceptor {
  const retry = makeGrpcRetryInterceptor(defaultGrpcRetryOptions());
  return (options, nextCall) => retry(options, endedOnceClosed(nextCall));
}

function endedOnceClosed(nextCall: NextCall): NextCall {
  return (options) => {
    try {
      return nextCall(options);
    } catch (error) {
      return endedCall(error instanceof Error ? error.message : 'The connection was closed.');
    }
  };
}

/** A call that goes nowhere, and says so as soon as it starts. */
function endedCall(details: string): Call {
  return {
    start: (metadata, listener) => {
      listener?.onReceiveStatus?.({ code: CANCELLED, details, metadata });
    },
    sendMessage: () => undefined,
    sendMessageWithContext: () => undefined,
    startRead: () => undefined,
    halfClose: () => undefined,
    cancelWithStatus: () => undefined,
    getPeer: () => '',
    getAuthContext: () => null,
  };
}
