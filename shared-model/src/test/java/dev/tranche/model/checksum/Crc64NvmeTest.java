package dev.tranche.model.checksum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Crc64NvmeTest {

    /** Bit by bit from the definition, to compare the tables with. */
    private static long slowly(byte[] bytes) {
        long crc = ~0L;
        for (byte b : bytes) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 1 ? (crc >>> 1) ^ 0x9A6C9329AC4BC9B5L : crc >>> 1;
            }
        }
        return ~crc;
    }

    private static byte[] randomBytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void theCheckValueIsThatOfTheCatalogue() {
        var crc = Crc64Nvme.of("123456789".getBytes(StandardCharsets.US_ASCII));
        assertThat(crc.value()).isEqualTo(0xAE8B14860A799888L);
    }

    /** The examples of the NVM Command Set Specification: 4 KiB of zeros and 4 KiB of ones. */
    @Test
    void theExamplesOfTheSpecificationComeOut() {
        byte[] ones = new byte[4096];
        Arrays.fill(ones, (byte) 0xff);
        assertThat(Crc64Nvme.of(new byte[4096]).value()).isEqualTo(0x6482D367EB22B64EL);
        assertThat(Crc64Nvme.of(ones).value()).isEqualTo(0xC0DDBA7302ECA3ACL);
    }

    @Test
    void theTextFormIsBase64OfTheBigEndianBytes() {
        var crc = new Crc64Nvme(0xAE8B14860A799888L);
        assertThat(crc.text()).isEqualTo("rosUhgp5mIg=");
        assertThat(Crc64Nvme.parse("rosUhgp5mIg=")).isEqualTo(crc);
        assertThatThrownBy(() -> Crc64Nvme.parse("AAAA")).hasMessageContaining("8 bytes");
    }

    @Test
    void everyLengthAndAlignmentAgreesWithTheDefinition() {
        for (int length = 0; length < 70; length++) {
            byte[] bytes = randomBytes(length, length);
            var direct =
                    ByteBuffer.allocateDirect(length + 3).position(3).put(bytes).position(3);
            assertThat(Crc64Nvme.of(bytes).value()).as("%d bytes", length).isEqualTo(slowly(bytes));
            assertThat(Crc64Nvme.of(direct).value())
                    .as("%d direct bytes", length)
                    .isEqualTo(slowly(bytes));
        }
    }

    @Test
    void piecesGiveTheSameAsTheWhole() {
        byte[] bytes = randomBytes(10_000, 1);
        var sum = new Crc64NvmeSum();
        sum.update(bytes, 0, 13);
        sum.update(bytes[13]);
        sum.update(bytes, 14, 5_000);
        var later = new Crc64NvmeSum(sum.toCrc());
        later.update(bytes, 5_014, bytes.length - 5_014);
        assertThat(later.toCrc()).isEqualTo(Crc64Nvme.of(bytes));
    }

    @Test
    void twoPiecesCombineToTheWhole() {
        byte[] bytes = randomBytes(70_000, 2);
        for (int cut : new int[] {0, 1, 7, 8, 4_096, 69_999, 70_000}) {
            var first = Crc64Nvme.of(Arrays.copyOfRange(bytes, 0, cut));
            var second = Crc64Nvme.of(Arrays.copyOfRange(bytes, cut, bytes.length));
            assertThat(first.then(second, bytes.length - cut))
                    .as("cut at %d", cut)
                    .isEqualTo(Crc64Nvme.of(bytes));
        }
    }

    @Test
    void combiningIsRightForLengthsThatNoBufferHolds() {
        byte[] mebibyte = new byte[1 << 20];
        var one = Crc64Nvme.of(mebibyte);
        var oneByOne = Crc64Nvme.EMPTY;
        for (int i = 0; i < 4_097; i++) {
            oneByOne = oneByOne.then(one, mebibyte.length);
        }
        var doubled = one;
        for (long length = mebibyte.length; length < 4_096L * mebibyte.length; length *= 2) {
            doubled = doubled.then(doubled, length);
        }
        assertThat(one.then(doubled, 4_096L * mebibyte.length)).isEqualTo(oneByOne);
    }

    @Test
    void aSumCanBeStartedAgain() {
        var sum = new Crc64NvmeSum();
        sum.update(new byte[] {1, 2, 3});
        sum.reset();
        assertThat(sum.getValue()).isZero();
    }

    @Test
    void aLengthBelowZeroIsRefused() {
        assertThatThrownBy(() -> Crc64Nvme.EMPTY.then(Crc64Nvme.EMPTY, -1)).hasMessageContaining("-1 bytes");
    }
}
