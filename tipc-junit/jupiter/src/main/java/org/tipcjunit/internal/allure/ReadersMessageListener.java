// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal.allure;

import io.qameta.allure.listener.TestLifecycleListener;
import io.qameta.allure.model.TestResult;
import org.apiguardian.api.API;

/**
 * Lets results speak the language of who reads the report, whoever writes them; Allure finds it by itself.
 *
 * <p>Results of other tests stay as they are. Stateless and thread-safe.
 *
 * @since 0.1
 */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class ReadersMessageListener implements TestLifecycleListener {

    @Override
    public void beforeTestWrite(TestResult result) {
        AllureAttachments.quietly(() -> ReadersMessage.tell(result));
    }
}
