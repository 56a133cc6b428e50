package io.linkgrid.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.generate.Dice.Purpose;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DamageTest {
  private static final Damage ALWAYS = new Damage(1);
  private static final Damage NEVER = new Damage(0);

  @Test
  void withoutDamage_nothingChanges() {
    Dice dice = Dice.of(1, Purpose.ROW, 1);

    assertThat(NEVER.name("Acme & Sons' Diner", dice)).isEqualTo("Acme & Sons' Diner");
    assertThat(NEVER.address("12 Kelp St Suite 100", dice)).isEqualTo("12 Kelp St Suite 100");
    assertThat(NEVER.zip("98701", dice)).isEqualTo("98701");
    assertThat(NEVER.phone("+12062110123", dice)).isEqualTo("+12062110123");
    assertThat(NEVER.phone("", dice)).isEmpty();
  }

  @Test
  void acmesName_suffersInEachWay() {
    Set<String> names = new TreeSet<>();
    IntStream.range(0, 3_000)
        .forEach(i -> names.add(ALWAYS.name("Acme & Sons' Diner", Dice.of(1, Purpose.ROW, i))));

    assertThat(names)
        .contains(
            "cme & Sons' Diner", // the first character dropped
            "Acme & Sons' Dinr", // another one dropped
            "Acem & Sons' Diner", // two swapped
            "Diner & Sons' Acme", // words shuffled
            "Acme Sons Diner", // & and ' removed
            "Acme & Sons' Diner Restaurant",
            "ACME & SONS' DINER")
        .doesNotContain("Acme & Sons' Diner");
  }

  @Test
  void restaurantAtTheEnd_isCut() {
    Set<String> names = new TreeSet<>();
    IntStream.range(0, 500)
        .forEach(
            i -> names.add(ALWAYS.name("Blue Lantern Restaurant", Dice.of(1, Purpose.ROW, i))));

    assertThat(names).contains("Blue Lantern");
  }

  @Test
  void address_losesItsUnitAndSpellsItsSuffixOut() {
    Set<String> addresses = new TreeSet<>();
    IntStream.range(0, 2_000)
        .forEach(
            i ->
                addresses.add(
                    ALWAYS.address("2699 Kelp St Suite 100", Dice.of(1, Purpose.ROW, i))));

    assertThat(addresses)
        .contains("2699 Kelp Street Suite 100", "2969 Kelp St Suite 100", "2699 Kelp St")
        .doesNotContain("2699 Kelp St Suite 100");
  }

  @Test
  void zip_isSwappedEmptyOrJunk() {
    Set<String> zips = new TreeSet<>();
    IntStream.range(0, 2_000)
        .forEach(i -> zips.add(ALWAYS.zip("98712", Dice.of(1, Purpose.ROW, i))));

    assertThat(zips)
        .contains("98712", "89712", "97812", "98172", "98721", "", "WA", "00000", "987");
    assertThat(zips).anyMatch(zip -> zip.matches("98712-[1-9]\\d{3}"));
    assertThat(zips).anyMatch(zip -> zip.matches("98712[1-9]\\d{3}"));
  }

  @Test
  void shortTexts_survive() {
    for (int i = 0; i < 2_000; i++) {
      Dice dice = Dice.of(1, Purpose.ROW, i);
      assertThat(ALWAYS.name("Ox", dice)).isNotEmpty().isNotEqualTo("Ox");
      assertThat(ALWAYS.address("1 Kelp Ct", dice)).isNotEmpty().isNotEqualTo("1 Kelp Ct");
    }
  }
}
